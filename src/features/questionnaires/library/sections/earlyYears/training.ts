import type { Section } from '../../../document.ts'
import { IS_SCHOOL } from './isSchool.ts'
import { OTHER } from '../../references.ts'
import {
  trainingDslTwoYearly,
  trainingEvidence,
  trainingInduction,
  trainingMultiAgencyAttended,
  trainingMultiAgencyCertificates,
  trainingPaediatricFirstAid,
  trainingPartOneShare,
  trainingPrevent,
  trainingSaferRecruitmentOn,
  trainingSaferRecruitmentPanel,
  trainingUpdates,
  trainingWholeStaffOn,
} from '../../shared/training.ts'

/** Set E: the second evidence area. */
export const earlyYearsTraining: Section = {
  key: 'training',
  title: 'Safeguarding training',
  intro: 'Who has been trained, in what, and when.',
  questions: [
    {
      kind: 'percentage',
      key: 'training_safeguarding_current_share',
      label: 'What share of staff has had safeguarding training in the last two years?',
      shortLabel: 'Share of staff with current training',
      instruction: 'Count everyone, the cook and the bank staff too.',
      strength: 'must',
      areas: ['training'],
    },
    { ...trainingPartOneShare, when: IS_SCHOOL, areas: ['training'] },
    { ...trainingWholeStaffOn, strength: 'must', areas: ['training'] },
    {
      ...trainingDslTwoYearly,
      guidance: 'Knowledge is also refreshed at least yearly in between.',
      strength: 'must',
      areas: ['training'],
    },
    {
      ...trainingInduction,
      label: 'Every new starter has a safeguarding induction before working with children alone',
      guidance: 'Students, volunteers and agency staff too. It covers the policies, the DSL, phones and cameras, and how to report.',
      strength: 'must',
      areas: ['training'],
    },
    {
      ...trainingUpdates,
      guidance: 'Short, regular training works best: a question at a team meeting, a case, a bulletin.',
      strength: 'good_practice',
      areas: ['training'],
    },
    {
      kind: 'met',
      key: 'training_understanding_checked',
      label: 'You check that staff understood what they were taught',
      instruction: 'Met: staff answer questions or scenarios after training, and gaps are followed up.',
      guidance: 'Ask on a walk round: what would you do if you saw a bruise on a baby, or a colleague being rough?',
      strength: 'should',
      comment: true,
      areas: ['training'],
    },
    {
      ...trainingPrevent,
      guidance: 'They know the signs of radicalisation. In the early years the concern is more often about an adult around the child.',
      areas: ['training'],
    },
    {
      ...trainingPaediatricFirstAid,
      guidance: 'On the premises and on every outing, at all times when children are there.',
      areas: ['training'],
    },
    {
      kind: 'number',
      key: 'training_paediatric_first_aiders',
      label: 'How many staff hold a full paediatric first aid certificate that is in date?',
      shortLabel: 'Number of paediatric first aiders',
      instruction: 'Certificates last three years. Students and trainees who count in the ratios need one too.',
      strength: 'must',
      min: 0,
      whole: true,
      areas: ['training'],
    },
    {
      ...trainingSaferRecruitmentPanel,
      guidance: 'You keep the certificate with the name and date.',
      strength: 'good_practice',
      mustFor: { fact: 'maintained' },
      areas: ['training'],
    },
    { ...trainingSaferRecruitmentOn, areas: ['training'] },
    { ...trainingMultiAgencyAttended, areas: ['training'] },
    { ...trainingMultiAgencyCertificates, areas: ['training'] },
    {
      ...trainingEvidence,
      instruction: 'You need not attach anything now. A dip sample asks for the training log and certificates of the DSL and first aiders.',
      areas: ['training'],
    },
  ],
}
