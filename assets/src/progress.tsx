/** How far the student has come, and the student's data: views of the quiz page in a script of their own. */
import { Data } from "./progress/data";
import { Progress } from "./progress/standing";

studysite.progress = ({ deck, place, moved }) =>
  place.startsWith("#/data") ? <Data deck={deck} moved={moved} /> : <Progress deck={deck} moved={moved} />;
