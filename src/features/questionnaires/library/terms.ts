/** The words and the extra references in which a shared section differs from one kind of establishment to another. */
export type Terms = {
  setting: string
  pupil: string
  pupils: string
  head: string
  /** Singular, with its article: "the governing body". */
  board: string
  /** Plural: "governors". */
  governors: string
  chair: string
  linkGovernor: string
  /** Who hears a concern about the head. */
  aboutTheHead: string
  /** The law that the audit rests on. */
  duty: string
  /** Where the rules for these establishments ask for the same; '' where no exact place does. */
  also: { welfare: string; behaviour: string; checks: string; register: string; published: string; leadership: string }
}

const nothingMore = { welfare: '', behaviour: '', checks: '', register: '', published: '', leadership: '' }

/** Set A. */
export const SCHOOL: Terms = {
  setting: 'school',
  pupil: 'pupil',
  pupils: 'pupils',
  head: 'headteacher',
  board: 'the governing body',
  governors: 'governors',
  chair: 'chair of governors',
  linkGovernor: 'safeguarding link governor',
  aboutTheHead: 'the chair of governors',
  duty: 'Education Act 2002 section 175; for academies Independent School Standards paragraph 7',
  also: nothingMore,
}

/** Set B. The paragraphs are those of the Schedule to the Education (Independent School Standards) Regulations 2014. */
export const INDEPENDENT: Terms = {
  setting: 'school',
  pupil: 'pupil',
  pupils: 'pupils',
  head: 'head',
  board: 'the proprietor',
  governors: 'the proprietor and governors',
  chair: 'proprietor or chair of governors',
  linkGovernor: 'director or governor who leads on safeguarding',
  aboutTheHead: 'the chair or the proprietor (if the head is the proprietor, the LADO)',
  duty: 'Independent School Standards paragraph 7',
  also: {
    welfare: 'Independent School Standards paragraph 7',
    behaviour: 'Independent School Standards paragraphs 9 and 10',
    checks: 'Independent School Standards paragraph 18',
    register: 'Independent School Standards paragraph 21',
    published: 'Independent School Standards paragraph 32',
    leadership: 'Independent School Standards paragraph 34',
  },
}

/** Set C. */
export const COLLEGE: Terms = {
  setting: 'college',
  pupil: 'student',
  pupils: 'students',
  head: 'principal',
  board: 'the governing body',
  governors: 'governors',
  chair: 'chair of the governing body',
  linkGovernor: 'safeguarding link governor',
  aboutTheHead: 'the chair of governors',
  duty: 'Education Act 2002 section 175',
  also: nothingMore,
}

/** Set D. */
export const ALTERNATIVE: Terms = {
  setting: 'school',
  pupil: 'pupil',
  pupils: 'pupils',
  head: 'headteacher',
  board: 'the governing body or management committee',
  governors: 'governors or committee members',
  chair: 'chair of governors or of the management committee',
  linkGovernor: 'link governor or committee member for safeguarding',
  aboutTheHead: 'the chair of governors or of the management committee',
  duty: 'Education Act 2002 section 175; for academies Independent School Standards paragraph 7',
  also: nothingMore,
}

/** Set E, for the sections that it shares. */
export const EARLY_YEARS: Terms = {
  setting: 'setting',
  pupil: 'child',
  pupils: 'children',
  head: 'manager',
  board: 'the committee, owner or governing body',
  governors: 'committee members, owners or governors',
  chair: 'owner, or chair of the committee or governors',
  linkGovernor: 'committee member or governor for safeguarding',
  aboutTheHead: 'the owner, or the chair of the committee or governors',
  duty: 'Childcare Act 2006 section 40',
  also: nothingMore,
}
