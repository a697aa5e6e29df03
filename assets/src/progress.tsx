/** How far the student has come: a view of the quiz page in a script of its own. */
import { Progress } from "./progress/standing";

studysite.progress = ({ deck, moved }) => <Progress deck={deck} moved={moved} />;
