/**
 * Where the questions point. KCSIE is issued again each September and its paragraphs move, so every pointer is written once, here.
 * A paragraph is named only where its number was checked; otherwise the Part is (docs/decisions/0003-question-library.md).
 */

/** The edition that the references of this library name. */
export const EDITION = 'KCSIE 2026'

export const KCSIE = {
  partOne: `${EDITION} Part one`,
  partTwo: `${EDITION} Part two`,
  partThree: `${EDITION} Part three`,
  partFour: `${EDITION} Part four`,
  partFive: `${EDITION} Part five`,
  designatedLead: `${EDITION} paragraph 8`,
  disclosures: `${EDITION} paragraphs 14 and 15`,
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
  workingTogether: 'Working Together to Safeguard Children',
  prevent: 'Prevent duty guidance',
  filtering: 'DfE filtering and monitoring standards',
  attendance: 'DfE guidance on working together to improve school attendance',
  restrictive: 'DfE guidance on restrictive interventions in schools 2026',
  eyfs: 'EYFS statutory framework, section 3',
  eyfsTraining: 'EYFS statutory framework, section 3 and Annex C',
  childcareAct: 'Childcare Act 2006 section 40',
  boarding: 'National Minimum Standards for boarding schools 2022',
  residentialSpecial: 'National Minimum Standards for residential special schools 2022',
  residentialCollege: 'National Minimum Standards for residential accommodation in further education',
} as const

/** A standard for boarding schools, by its number. */
export const boardingStandard = (number: number) => `${OTHER.boarding}, standard ${number}`
