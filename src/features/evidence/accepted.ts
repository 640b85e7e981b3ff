/** At most this many files with one form. */
export const FILES_AT_ONCE = 10

/** The words for what may be attached; evidence judges the files themselves. */
export const ACCEPTED_FILES = 'PDF, Word, Excel, PowerPoint, OpenDocument, pictures (JPG, PNG, HEIC), plain text and CSV'

/** The partnership must not hold what this warns of. */
export const NO_CHILDREN =
  'Do not attach the single central record, or anything in which a child could be recognised. Take names out first.'

/** The same to those who answer, who can do without the file. */
export const NO_CHILDREN_OR_WORDS = `${NO_CHILDREN} If you cannot, say in your answer where the document is kept.`
