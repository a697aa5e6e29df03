/** The student's data: a view of the quiz page in a script of its own. */
import { Data } from "./progress/data";

studysite.yourdata = ({ deck, moved }) => <Data deck={deck} moved={moved} />;
