/** The browsers and systems that are told apart, by what they send of themselves: the first that fits, since most name others as well. */
const BROWSERS: readonly (readonly [string, string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
]
const SYSTEMS: readonly (readonly [string, string])[] = [
  ['iPhone', 'an iPhone'],
  ['iPad', 'an iPad'],
  ['Android', 'an Android device'],
  ['CrOS', 'a Chromebook'],
  ['Windows', 'Windows'],
  ['Macintosh', 'a Mac'],
  ['Linux', 'Linux'],
]

/** "Chrome on Windows": what somebody came with, as coarse as a person can tell it. Nothing else of it is kept. */
export function deviceWords(userAgent: string | undefined): string {
  const told = (userAgent ?? '').slice(0, 500)
  const wordOf = (table: typeof BROWSERS, otherwise: string) => table.find(([sign]) => told.includes(sign))?.[1] ?? otherwise
  return `${wordOf(BROWSERS, 'A browser')} on ${wordOf(SYSTEMS, 'a device that it does not name')}`
}
