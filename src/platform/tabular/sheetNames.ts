/** The name of the sheet that holds what drop-downs offer. */
export const LISTS = 'Lists'

/** Sheet names as every program takes them: 31 characters, none of []:*?/\, no apostrophe at an end, each its own. */
export function sheetNames(titles: readonly string[], taken: readonly string[] = []): string[] {
  const used = new Set(['history', LISTS.toLowerCase(), ...taken.map(name => name.toLowerCase())])
  return titles.map(title => {
    const plain = title
      .replace(/[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]/g, ' ')
      .replaceAll("'", '’')
      .replace(/ {2,}/g, ' ')
      .trim()
    for (let copy = 1; ; copy += 1) {
      const end = copy === 1 ? '' : ` ${copy}`
      const name = `${(plain || 'Sheet')
        .slice(0, 31 - end.length)
        .toWellFormed()
        .trim()}${end}`
      if (used.has(name.toLowerCase())) continue
      used.add(name.toLowerCase())
      return name
    }
  })
}
