/** The figures behind a chart, for whoever reads better in a table. */
import * as say from "../messages";

interface Props {
  /** What the table is of: the title of its chart. */
  name: string;
  columns: readonly string[];
  /** The first of each names its row. */
  rows: readonly (readonly (string | number)[])[];
}

/** It may be wider than the screen: then it scrolls, which the keyboard has to be able to do as well. */
export function Table({ name, columns, rows }: Props) {
  return (
    <details>
      <summary class="small">
        {say.examTable}
        <span class="vh">: {name}</span>
      </summary>
      <div class="wide-table" role="group" aria-label={name} tabIndex={0}>
        <table class="num">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...rest], index) => (
              <tr key={index}>
                <th scope="row">{first}</th>
                {rest.map((value, column) => (
                  <td key={column}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
