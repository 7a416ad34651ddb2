// Shell text is kept in files of its own, so that editors and shells can read it; the bundler puts it in as a string.
declare module '*.bash' {
  const text: string
  export default text
}
declare module '*.zsh' {
  const text: string
  export default text
}
declare module '*.fish' {
  const text: string
  export default text
}
