/** What to practise: a view of the quiz page in a script of its own. */
import { Choose } from "./choose/choose";

studysite.choose = Choose;
