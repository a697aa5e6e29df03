/** A mock exam that was handed in: a view of the quiz page in a script of its own. */
import { Results } from "./exam/result";

studysite.marked = Results;
