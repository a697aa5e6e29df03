/**
 * What is remembered, what is due, and what to expect of an exam, as `studysite.memory`: a script of its own, since FSRS is
 * large, and needed only where something is reviewed or told of progress.
 */
import { calibration } from "./memory/calibration";
import { plan } from "./memory/plan";
import { forecast, queue } from "./memory/queue";
import { missed, reading } from "./memory/reading";
import { standing } from "./memory/standing";
import { streak } from "./memory/streak";
import type { Memory } from "./memory/types";

const memory: Memory = {
  standing,
  queue,
  plan,
  forecast,
  calibration,
  missed,
  reading,
  streak,
};
studysite.memory = memory;
