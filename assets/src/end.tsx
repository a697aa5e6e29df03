/** The end of a sitting: a view of the quiz page in a script of its own. */
import { End } from "./quiz/end";

studysite.end = End;
