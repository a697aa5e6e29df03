/** A mock exam for print: a view of the quiz page in a script of its own. */
import { Printed } from "./exam/print";

studysite.printed = Printed;
