/**
 * Where the questions point. KCSIE is issued again each September and its paragraphs move, so every pointer is written once, here.
 * A pointer leads to an exact place: a paragraph whose number was checked, a section of an Act, a document on that one subject. Where
 * none is known for certain, the question has none: a whole Part sends nobody anywhere (docs/decisions/0003-question-library.md, 0076).
 */

/** The edition that the references of this library name. */
export const EDITION = 'KCSIE 2026'

export const KCSIE = {
  designatedLead: `${EDITION} paragraph 8`,
  couldHappenHere: `${EDITION} paragraph 55`,
  actAtOnce: `${EDITION} paragraph 56`,
  leadAvailable: `${EDITION} paragraph 59`,
  sharing: `${EDITION} paragraph 60`,
  records: `${EDITION} paragraph 74`,
  concernsAboutAdults: `${EDITION} paragraph 78`,
  fileTransfer: `${EDITION} paragraph 150`,
  relationshipsEducation: `${EDITION} paragraph 159`,
  preventativeEducation: `${EDITION} paragraph 160`,
  onlineRisks: `${EDITION} paragraph 165`,
} as const

/** Other law and guidance, by the names that schools know. */
export const OTHER = {
  prevent: 'Prevent duty guidance',
  preventLaw: 'Counter-Terrorism and Security Act 2015 section 26',
  filtering: 'DfE filtering and monitoring standards',
  attendance: 'DfE guidance on working together to improve school attendance',
  restrictive: 'DfE guidance on restrictive interventions in schools 2026',
  designatedTeacher: 'Children and Young Persons Act 2008 sections 20 and 20A',
  senco: 'Children and Families Act 2014 section 67',
  staffing:
    'School Staffing (England) Regulations 2009 regulation 12 and Schedule 2; for academies Independent School Standards paragraph 21',
  recruitmentPanel: 'School Staffing (England) Regulations 2009 regulation 9 (maintained schools)',
  behaviourLaw: 'Education and Inspections Act 2006 section 89; for academies Independent School Standards paragraphs 9 and 10',
  disqualification: 'Childcare Act 2006 sections 75 and 76',
  registration: 'School Attendance (Pupil Registration) (England) Regulations 2024 regulation 13',
} as const

/** A standard for boarding schools, by its number. */
export const boardingStandard = (number: number) => `National Minimum Standards for boarding schools 2022, standard ${number}`

/** A question's reference, of those that there are; nothing where there is none. */
export const cites = (...places: readonly string[]): { reference?: string } => {
  const named = places.filter(place => place !== '')
  return named.length === 0 ? {} : { reference: named.join('; ') }
}
