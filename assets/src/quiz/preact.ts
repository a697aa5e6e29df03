/** What views use of Preact. To share whole modules would keep what nobody uses of them in quiz.js. */
export { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
export { Fragment, jsx, jsxs } from "preact/jsx-runtime";
