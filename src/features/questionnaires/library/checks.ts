import { placesOf, type Check } from '../checkSchema.ts'
import type { Section } from '../document.ts'

const atMost = (key: string, value: string, most: string, says: string): Check => ({
  key,
  rule: { kind: 'at_most', value: { question: value }, most: { question: most } },
  says,
})

/** A year, and the weeks by which a yearly date moves. */
const YEAR = 13

const within = (key: string, value: string, said: string, months: number, says: string): Check => ({
  key,
  when: { question: said, in: ['yes'] },
  rule: { kind: 'not_older', value: { question: value }, months },
  says,
})

const ALL: readonly Check[] = [
  atMost(
    'certificates_of_staff',
    'training_multi_agency_certificates',
    'training_multi_agency_attended',
    'You hold certificates for more people than went to a course.',
  ),
  atMost('courses_of_staff', 'training_multi_agency_attended', 'numbers_staff', 'More staff went to a course than work here.'),
  atMost('first_aiders_of_staff', 'training_paediatric_first_aiders', 'numbers_staff', 'There are more first aiders than staff.'),
  atMost('knew_of_asked', 'harms_knowledge_right', 'harms_knowledge_asked', 'More staff knew what to do than took part.'),
  atMost('asked_of_staff', 'harms_knowledge_asked', 'numbers_staff', 'More staff took part in the check than work here.'),
  atMost('plans_of_roll', 'numbers_child_protection_plans', 'numbers_roll', 'There are more child protection plans than children on roll.'),
  atMost('in_need_of_roll', 'numbers_children_in_need', 'numbers_roll', 'There are more child in need plans than children on roll.'),
  atMost('early_help_of_roll', 'numbers_early_help', 'numbers_roll', 'There are more early help plans than children on roll.'),
  atMost('looked_after_of_roll', 'numbers_looked_after', 'numbers_roll', 'There are more looked-after children than children on roll.'),
  atMost('under_two_of_roll', 'numbers_under_two', 'numbers_roll', 'There are more children under two than children on roll.'),
  atMost('boarders_of_roll', 'boarding_boarders', 'numbers_roll', 'There are more boarders than children on roll.'),
  atMost('part_time_of_roll', 'provision_part_time_timetables', 'numbers_roll', 'More pupils are on a part-time timetable than on roll.'),
  {
    key: 'checked_of_recorded',
    rule: {
      kind: 'at_most',
      value: { question: 'recruitment_record_counts', part: 'complete' },
      most: { question: 'recruitment_record_counts', part: 'people' },
    },
    says: 'More people have every check than are on the record.',
  },
  {
    key: 'many_consultations',
    rule: { kind: 'at_most', value: { question: 'numbers_lado_consultations' }, most: 200 },
    says: 'You consulted the LADO more than 200 times in a year.',
  },
  {
    key: 'many_referrals',
    rule: { kind: 'at_most', value: { question: 'numbers_referrals_made' }, most: 1000 },
    says: 'You made more than 1,000 referrals in a year.',
  },
  within(
    'policy_is_current',
    'policies_child_protection_reviewed_on',
    'policies_child_protection_current',
    YEAR,
    'You say that the child protection policy is up to date. It was approved more than a year ago.',
  ),
  within(
    'review_is_current',
    'online_review_on',
    'online_review_done',
    YEAR,
    'You say that filtering and monitoring were reviewed in the last 12 months. Your date is longer ago.',
  ),
  within(
    'record_check_is_current',
    'recruitment_record_checked_on',
    'recruitment_record_checked',
    YEAR,
    'You say that the record was checked in the last 12 months. Your date is longer ago.',
  ),
  within(
    'report_is_current',
    'governors_annual_report_on',
    'governors_annual_report',
    YEAR,
    'You say that a report was received in the last 12 months. Your date is longer ago.',
  ),
  {
    key: 'lead_is_trained',
    when: { question: 'training_dsl_two_yearly', in: ['yes'] },
    rule: { kind: 'not_older', value: { question: 'people_dsl', part: 'trained' }, months: 24 },
    says: 'You say that the DSL was trained within two years. The month that you gave for the DSL is longer ago.',
  },
  {
    key: 'deputies_are_trained',
    when: { question: 'training_dsl_two_yearly', in: ['yes'] },
    rule: { kind: 'not_older', value: { question: 'people_deputies', part: 'training_month' }, months: 24 },
    says: 'You say that all deputies were trained within two years. A month that you gave is longer ago.',
  },
  {
    key: 'policy_date_is_likely',
    when: { question: 'policies_child_protection_current', in: ['no'] },
    rule: { kind: 'not_older', value: { question: 'policies_child_protection_reviewed_on' }, months: 60 },
    says: 'The child protection policy was approved more than five years ago.',
  },
  {
    key: 'training_date_is_likely',
    rule: { kind: 'not_older', value: { question: 'training_whole_staff_on' }, months: 36 },
    says: 'The last training for all staff was more than three years ago.',
  },
]

/** The checks of a set: those of which it asks every question. */
export function checksFor(sections: readonly Section[]): Check[] {
  const keys = new Set(sections.flatMap(({ questions }) => questions.map(({ key }) => key)))
  return ALL.filter(check => {
    const said = check.when && 'question' in check.when ? [check.when.question] : []
    return [...placesOf(check).map(({ question }) => question), ...said].every(key => keys.has(key))
  })
}
