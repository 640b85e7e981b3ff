import { cites, OTHER } from '../references.ts'
import { shared } from './shared.ts'

/** Safer recruitment: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const recruitmentAbout = shared({
  kind: 'information',
  key: 'recruitment_about',
  guidance:
    'Answer from the record as it is today, not as it will be. Never attach the record itself: it holds personal data that the partnership does not need.',
})

export const recruitmentCentralRecord = shared({
  kind: 'met',
  key: 'recruitment_record_complete',
  strength: 'must',
  comment: true,
})

export const recruitmentReferences = shared({
  kind: 'met',
  key: 'recruitment_references',
})

export const recruitmentChecksBeforeStart = shared({
  kind: 'met',
  key: 'recruitment_checks_before_start',
  label: 'Every check that the law requires is done before a person starts',
  instruction: 'Met: also where someone starts before the DBS certificate, with the barred list checked and supervision in writing.',
  strength: 'must',
})

export const recruitmentChildcareDisqualification = shared({
  kind: 'met',
  key: 'recruitment_childcare_disqualification',
  label: 'Staff who care for young children know the rules on disqualification from childcare',
  strength: 'should',
  ...cites(OTHER.disqualification),
})

export const recruitmentRecordChecked = shared({
  kind: 'yes_no',
  key: 'recruitment_record_checked',
  label: 'Has someone from the board checked the single central record in the last 12 months?',
  guidance: 'They look at a sample and at the process, and sign and date what they saw.',
  strength: 'good_practice',
})

export const recruitmentSection128 = shared({
  kind: 'met',
  key: 'recruitment_section_128',
  instruction: 'Choose “not applicable” if nobody here needs it.',
  guidance: 'It shows whether someone is barred from managing or governing a school.',
  strength: 'should',
  mustFor: { any: [{ fact: 'academy' }, { fact: 'independent' }] },
  notApplicable: true,
})
