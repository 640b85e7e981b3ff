/** A set of questions that a partnership asks: the library's six, and its own. */
export type QuestionSet = {
  code: string
  name: string
  /** Whom it is for, in a sentence. */
  audience: string
}

/** The sets that every partnership starts with. The rule that chooses by type and ages knows them by their codes. */
export const LIBRARY_SETS: readonly QuestionSet[] = [
  {
    code: 'A',
    name: 'schools and academies',
    audience: 'Maintained schools, academies and free schools, with their nursery classes and sixth forms',
  },
  {
    code: 'B',
    name: 'independent schools',
    audience: 'Independent schools, boarding schools and city technology colleges; not independent special schools, which have set D',
  },
  {
    code: 'C',
    name: '16 plus',
    audience: 'Further education and sixth form colleges, 16 to 19 academies, special post-16 institutions and training providers',
  },
  {
    code: 'D',
    name: 'alternative provision and special',
    audience:
      'Pupil referral units, alternative provision academies, special and hospital schools, independent special schools, secure provision',
  },
  { code: 'E', name: 'early years', audience: 'Nurseries, pre-schools and clubs on the Ofsted register, and nursery schools' },
  {
    code: 'F',
    name: 'short declaration',
    audience: 'Any establishment in a year without a full audit, and those that keep their full audit elsewhere',
  },
]

/** A set in a table or a choice: "A: schools and academies". */
export const saySet = ({ code, name }: Pick<QuestionSet, 'code' | 'name'>): string => `${code}: ${name}`

/** What a code says, for lists; a set that is there no more is its code. */
export const setWords = (sets: readonly QuestionSet[], code: string): string => {
  const known = sets.find(set => set.code === code)
  return known ? saySet(known) : code
}
