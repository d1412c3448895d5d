declare module '*?script' {
  /** The module, bundled as one script that sets `started` to its default export. */
  const source: string
  export default source
}
