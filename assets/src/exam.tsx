/** The mock exam: a view of the quiz page in a script of its own. See exam/app.tsx. */
import { Exam } from "./exam/app";

studysite.exam = Exam;
