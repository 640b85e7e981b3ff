import { daysIn } from './days.ts'

/** Words that stand between what is said to be due and its day: "next review (annual): by the end of the summer term of 2025". */
const BETWEEN = new Set(
  `is was are by on in at of the a an and or to will be before during from for date due no later than than end start beginning week half first last 1st next again each every
  annual annually yearly termly statutory full governing governors governor board body trust trustees committee safeguarding head headteacher lead dsl school academic year ay term
  policy planned monday tuesday wednesday thursday friday saturday sunday`.split(/\s+/),
)
const WORDS_BETWEEN = 10

const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}$/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Terms by their names, those of independent schools too, and the last day that each may have. */
const TERMS: Record<string, string> = {
  michaelmas: '12-31',
  autumn: '12-31',
  lent: '04-30',
  spring: '04-30',
  trinity: '08-31',
  summer: '08-31',
}

/**
 * The last day of what a text begins with: a day, a month, a term, a school year or a year, as people write when something is due.
 * 'YYYY-MM-DD', or undefined where it begins with none.
 */
export function dueBy(text: string): string | undefined {
  const said = text.slice(0, 160)
  const words = [...said.matchAll(/[\p{L}\d]+(?:[/.'’-][\p{L}\d]+)*/gu)]
  let term = ''
  let month = 0
  let end = 0
  let lines = 0
  for (const { 0: spelt, index } of words.slice(0, WORDS_BETWEEN)) {
    // The value of a label may stand on the next line; what comes after that is of another.
    lines += Number(said.slice(end, index).includes('\n'))
    if (lines > 1) return undefined
    end = index + spelt.length
    const word = spelt.toLowerCase()
    const [day] = month === 0 && term === '' ? daysIn(said.slice(index, index + 30)) : []
    if (day?.at === 0) return day.to
    if (Object.hasOwn(TERMS, word)) term = TERMS[word] ?? ''
    else if (monthOf(word) > 0) month = monthOf(word)
    else if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(word) && !(month > 0 || term !== '') && !isYearAlone(word)) continue
    else {
      const ends = endOf(word, { term, month })
      if (ends !== undefined) return ends
      // "Autumn 1" and "term 6" are halves of terms.
      if (!BETWEEN.has(word) && !/^[1-6]$/.test(word)) return undefined
    }
    // A sentence that ended says nothing more of it; "Sept." ends none.
    if (said[end] === '.' && monthOf(word) === 0) return undefined
  }
  return undefined
}

const isYearAlone = (word: string): boolean => /^\d{4}$/.test(word)

/** 9 for "sept", and for "september/october" the later of the two. */
function monthOf(word: string): number {
  const parts = word.split(/[/-]/)
  return parts.every(part => MONTH.test(part)) ? MONTHS.indexOf((parts.at(-1) ?? '').slice(0, 3)) + 1 : 0
}

function endOf(word: string, { term, month }: { term: string; month: number }): string | undefined {
  const numbers = /^(\d{1,2})[/.-](\d{4}|\d{2})$/.exec(word)
  const named = /^([a-z]{3,9})[/.-]?(\d{4}|\d{2})$/.exec(word)
  if (named && monthOf(named[1] ?? '') > 0) return endOfMonth(yearOf(named[2]), monthOf(named[1] ?? ''))
  const years = /^(20\d{2}|\d{2})[/-](20\d{2}|\d{2})$/.exec(word)
  if (years && yearOf(years[2]) === yearOf(years[1]) + 1) {
    const from = yearOf(years[1])
    return term === TERMS.autumn ? `${from}-${term}` : `${from + 1}-${term === '' ? TERMS.summer : term}`
  }
  if (numbers && month === 0 && term === '') return endOfMonth(yearOf(numbers[2]), Number(numbers[1]))
  const isYear = /^20\d{2}$/.test(word) || (/^\d{2}$/.test(word) && (month > 0 || term !== ''))
  if (!isYear) return undefined
  if (month > 0) return endOfMonth(yearOf(word), month)
  return `${yearOf(word)}-${term === '' ? '12-31' : term}`
}

const yearOf = (text = ''): number => (text.length === 2 ? 2000 : 0) + Number(text)

const endOfMonth = (year: number, month: number): string | undefined =>
  month < 1 || month > 12 || year < 2000 || year > 2099
    ? undefined
    : `${year}-${String(month).padStart(2, '0')}-${new Date(Date.UTC(year, month, 0)).getUTCDate()}`
