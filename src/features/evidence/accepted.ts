import { sayCount } from '../../platform/say.ts'

/** At most this many files with one form. */
export const FILES_AT_ONCE = 10

/** The words for what may be attached; evidence judges the files themselves. */
export const ACCEPTED_FILES = 'PDF, Word, Excel, PowerPoint, OpenDocument, pictures (JPG, PNG, HEIC), plain text and CSV'

/** The partnership must not hold what this warns of. */
export const NO_CHILDREN =
  'Do not attach the single central record, or anything in which a child could be recognised. Take names out first.'

/** The same to those who answer, who can do without the file. */
export const NO_CHILDREN_OR_WORDS = `${NO_CHILDREN} If you cannot, say in your answer where the document is kept.`

/** Which files may be chosen, beside the box where they are. */
export const sayLimits = (megabytes: number, atOnce = FILES_AT_ONCE): string =>
  `${ACCEPTED_FILES}. Up to ${megabytes} MB${atOnce === 1 ? '' : ` each, ${atOnce} at a time`}.`

/** What became of a file that a form sent by itself. The script shows it (src/platform/http/assets/sendEach.ts). */
export type SentEach = {
  isAdded: boolean
  /** Why not. */
  said: string
  /** Where the form leads when all are added; '' where it is sent itself then, without its files. */
  href: string
  /** Whether something else in the form is wrong: the form itself says what. */
  isFormWrong: boolean
}

/** What the script needs that sends the files of a form one by one when its button is pressed (views/evidence/sendEach.ejs). */
export const sendingEach = (href: string, megabytes: number) => ({
  href,
  mostBytes: megabytes * 1024 * 1024,
  tooLarge: whyTooLarge(megabytes),
})

/** Evidence that is not a file, for pages that count files; blank where there is none. @param questions of how many it is said */
export const sayKept = (questions: number): string =>
  questions === 0 ? '' : `${sayCount(questions, 'question')} answered by saying where the evidence is kept`

/** Why a file that is too large is not added, as the end of a sentence that begins with its name. */
export const whyTooLarge = (megabytes: number): string =>
  `it is larger than ${megabytes} MB. Save a smaller copy, for example a PDF with smaller pictures`
