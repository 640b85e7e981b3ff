/** Signs that people type one for another. */
const SIGNS: readonly [RegExp, string][] = [
  [/[\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u0060\u00B4']/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\s\u200B\uFEFF]+/g, ' '],
  [/ ?- ?/g, '-'],
]

/** A text without what is only typography: spaces, quotation marks, dashes and capitals. Nothing else is left out. */
export const withoutTypography = (text: string): string =>
  SIGNS.reduce((so, [sign, one]) => so.replace(sign, one), text.normalize('NFC').toLowerCase()).trim()

/** Whether two texts say the same in the same words. */
export const sameWords = (one = '', other = ''): boolean => withoutTypography(one) === withoutTypography(other)
