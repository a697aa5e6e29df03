/** How far the student has come, and the student's data: a view of the quiz page in a script of its own. */
import * as say from "./messages";

studysite.progress = () => <h1>{say.part.progress}</h1>;
