/** Mermaid's colours in both themes, after css/tokens.css. All that is not said Mermaid derives from these. */
const LIGHT = ["#d3e0ea", "#ecdcc6", "#ddd3e8", "#cde4dc", "#ecd5dd", "#dfe1ca"];
const DARK = ["#263c50", "#503c22", "#413452", "#22463d", "#52303d", "#40431f"];

export const palettes = {
  light: {
    ...parts(LIGHT, "#1d1c1a", "#56534c"),
    darkMode: false,
    background: "#fbfaf7",
    primaryColor: "#e3efec",
    primaryTextColor: "#1d1c1a",
    primaryBorderColor: "#1f5f5b",
    secondaryColor: "#f3f1eb",
    tertiaryColor: "#fbfaf7",
    lineColor: "#56534c",
    textColor: "#1d1c1a",
    noteBkgColor: "#fbeeb8",
    noteTextColor: "#1d1c1a",
    noteBorderColor: "#cfc9be",
    edgeLabelBackground: "#fbfaf7",
  },
  dark: {
    ...parts(DARK, "#e9e6df", "#b4afa4"),
    darkMode: true,
    background: "#161614",
    primaryColor: "#20322f",
    primaryTextColor: "#e9e6df",
    primaryBorderColor: "#7cc4b8",
    secondaryColor: "#2b2b27",
    tertiaryColor: "#1f1f1c",
    lineColor: "#b4afa4",
    textColor: "#e9e6df",
    noteBkgColor: "#57491a",
    noteTextColor: "#e9e6df",
    noteBorderColor: "#4a4842",
    edgeLabelBackground: "#161614",
  },
};

/** The grounds of what is coloured in turn: slices of a pie, branches of a mind map, times of a timeline. */
function parts(grounds: readonly string[], ink: string, line: string): Record<string, string> {
  const made: Record<string, string> = { pieStrokeColor: line, pieOuterStrokeColor: line, pieStrokeWidth: "1px" };
  for (let at = 0; at < 12; at += 1) {
    const ground = grounds[at % grounds.length] ?? "";
    made[`pie${at + 1}`] = made[`cScale${at}`] = ground;
    made[`cScaleLabel${at}`] = ink;
    made[`cScalePeer${at}`] = made[`cScaleInv${at}`] = line;
  }
  return made;
}
