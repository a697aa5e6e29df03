/** The mock exam: a view of the quiz page in a script of its own. */
import * as say from "./messages";

studysite.exam = () => <h1>{say.part.exam}</h1>;
