import { withoutEnd } from './forms/lengths.ts'

/** "740 KB", "1.2 MB". */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '')} MB`
}

/** "once", "twice", "3 times". */
export const sayTimes = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)

const number = new Intl.NumberFormat('en-GB')
/** "12,034". */
export const sayNumber = (n: number): string => number.format(n)

/** "1 file", "1,200 files". @param many when it is more than an "s" */
export const sayCount = (n: number, one: string, many = `${one}s`): string => `${sayNumber(n)} ${n === 1 ? one : many}`

/** What a box says of how much it takes: "Up to 2,000 characters." @param hint what stands before it */
export const sayLimit = (most: number, hint = ''): string => `${hint === '' ? '' : `${ended(hint)} `}Up to ${sayNumber(most)} characters.`

/** A sentence with its full stop. */
export const ended = (text: string): string => (/[.?!”:]$/.test(text) ? text : `${text}.`)

/** How long somebody has to wait: "1 minute", "12 minutes". */
export const sayMinutes = (seconds: number): string => sayCount(Math.max(1, Math.ceil(seconds / 60)), 'minute')

const list = new Intl.ListFormat('en-GB')
/** "policies, training and reporting". */
export const sayList = (parts: readonly string[]): string => list.format(parts)

/** "today", "tomorrow", "in 12 days". */
export const sayAhead = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`)

/** "yesterday", "12 days ago", "7 weeks ago", "5 months ago", "4 years ago": after some weeks nobody counts in days. */
export function sayAgo(days: number): string {
  if (days === 1) return 'yesterday'
  if (days < 29) return `${days} days ago`
  if (days < 92) return `${Math.floor(days / 7)} weeks ago`
  if (days < 731) return `${Math.floor(days / 30.44)} months ago`
  return `${Math.floor(days / 365.25)} years ago`
}

const SHORT_ENOUGH = 60

/** A text cut after a whole word, with an ellipsis when something was cut. */
export const shortened = (text: string, length = SHORT_ENOUGH): string => {
  if (text.length <= length) return text
  const cut = text.slice(0, length).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${withoutEnd(space > length / 2 ? cut.slice(0, space) : cut, ' ,;:.')}…`
}

/** A text as paragraphs: an author splits them by a blank line. */
export const paragraphs = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map(paragraph => paragraph.trim())
    .filter(paragraph => paragraph !== '')

/** A word as the start of a line. */
export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
