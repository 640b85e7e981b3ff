import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import {
  trainingDslTwoYearly,
  trainingEvidence,
  trainingInduction,
  trainingMultiAgencyAttended,
  trainingMultiAgencyCertificates,
  trainingPaediatricFirstAid,
  trainingPrevent,
  trainingSaferRecruitmentPanel,
  trainingUpdates,
  trainingWholeStaffOn,
} from '../../shared/training.ts'

/** Set E: the second evidence area. */
export const earlyYearsTraining: Section = {
  key: 'training',
  title: 'Safeguarding training',
  intro: 'Who has been trained, how you know that they understood, and what they do differently.',
  questions: [
    {
      kind: 'percentage',
      key: 'training_safeguarding_current_share',
      label: 'What share of staff has had safeguarding training in the last two years?',
      shortLabel: 'Share of staff with current training',
      guidance: 'Count everyone, the cook and the bank staff too. The training meets what the annex of the framework asks for.',
      strength: 'must',
      reference: OTHER.eyfsTraining,
      areas: ['training'],
    },
    { ...trainingWholeStaffOn, strength: 'must', reference: OTHER.eyfsTraining, areas: ['training'] },
    {
      ...trainingDslTwoYearly,
      guidance: 'Knowledge is also refreshed at least yearly in between.',
      strength: 'must',
      reference: OTHER.eyfsTraining,
      areas: ['training'],
    },
    {
      ...trainingInduction,
      label: 'Every new starter has a safeguarding induction before working with children alone',
      guidance: 'Students, volunteers and agency staff too. It covers the policies, the DSL, phones and cameras, and how to report.',
      strength: 'must',
      reference: OTHER.eyfs,
      areas: ['training'],
    },
    {
      ...trainingUpdates,
      guidance: 'Short, regular training works best: a question at a team meeting, a case, a bulletin.',
      strength: 'good_practice',
      reference: OTHER.eyfsTraining,
      areas: ['training'],
    },
    {
      kind: 'rag',
      key: 'training_staff_understand',
      label: 'How you know that staff understand what they were taught',
      guidance: 'Ask on a walk round: what would you do if you saw a bruise on a baby, or a colleague being rough?',
      strength: 'should',
      reference: OTHER.eyfsTraining,
      comment: true,
      areas: ['training'],
      descriptors: {
        red: 'We keep certificates only.',
        amber: 'Staff answer questions or scenarios after training, and gaps are followed up in supervision.',
        green: 'As amber, and leaders watch practice and records through the year, and training changes with what they see.',
      },
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
      guidance: 'Certificates last three years. Students and trainees who count in the ratios need one too.',
      strength: 'must',
      reference: OTHER.eyfs,
      min: 0,
      whole: true,
      areas: ['training'],
    },
    {
      ...trainingSaferRecruitmentPanel,
      guidance: 'Keep the certificate with the name and date.',
      strength: 'good_practice',
      reference: OTHER.eyfs,
      areas: ['training'],
    },
    { ...trainingMultiAgencyAttended, guidance: 'Count people, not courses.', areas: ['training'] },
    { ...trainingMultiAgencyCertificates, areas: ['training'] },
    {
      ...trainingEvidence,
      guidance:
        'You need not attach anything now. If you are chosen for the dip sample, we will ask for the training log, and for certificates of the DSL and first aiders.',
      reference: OTHER.eyfsTraining,
      areas: ['training'],
    },
  ],
}
