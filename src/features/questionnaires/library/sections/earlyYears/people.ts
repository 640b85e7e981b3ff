import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import {
  numbersChildProtectionPlans,
  numbersEarlyHelp,
  numbersLookedAfter,
  numbersReferralsMade,
  numbersRoll,
  peopleAbout,
  peopleChair,
  peopleDeputies,
  peopleDsl,
  peopleHead,
  peopleRegisterCorrect,
  peopleRegisterCorrection,
  peopleSenco,
} from '../../shared/people.ts'

const number = { strength: 'good_practice', reference: OTHER.workingTogether, required: false, min: 0, whole: true } as const

/** Set E: who is who, and how safeguarding is led. */
export const earlyYearsPeople: Section = {
  key: 'people',
  title: 'Your setting and its people',
  intro: 'We have filled in what the register holds. Change what is wrong: the partnership will check your correction before using it.',
  questions: [
    peopleAbout,
    {
      ...peopleRegisterCorrect,
      label: "Are the setting's name, number and address on the register right?",
      guidance: 'They come from the Ofsted register or from Get Information about Schools, and are shown at the top of this return.',
      reference: OTHER.childcareAct,
    },
    {
      ...peopleRegisterCorrection,
      guidance: 'Say which detail is wrong and from when. You must tell Ofsted of many changes yourselves.',
      reference: OTHER.childcareAct,
    },
    {
      kind: 'text',
      key: 'people_ofsted_number',
      label: 'What is your Ofsted early years number?',
      shortLabel: 'Ofsted early years number',
      hint: 'For example EY234567. Nursery schools that have none leave this empty.',
      guidance: 'It is on your certificate of registration.',
      strength: 'must',
      reference: OTHER.childcareAct,
      required: false,
      maxLength: 20,
    },
    {
      kind: 'choice',
      key: 'people_early_years_type',
      label: 'What kind of setting are you?',
      guidance: 'Choose the one that fits best.',
      strength: 'good_practice',
      reference: OTHER.childcareAct,
      options: [
        { value: 'private_nursery', label: 'Day nursery, privately owned' },
        { value: 'committee_preschool', label: 'Pre-school or playgroup run by a committee' },
        { value: 'nursery_school', label: 'Nursery school' },
        { value: 'out_of_school', label: 'Out-of-school or holiday club' },
        { value: 'other', label: 'Something else' },
      ],
    },
    {
      ...peopleHead,
      label: 'Who is the manager or headteacher?',
      guidance: 'If the post is covered for now, name the person acting.',
      reference: OTHER.eyfs,
    },
    {
      ...peopleDsl,
      guidance: 'One named practitioner leads on safeguarding. Give the date of their last training for the role.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      ...peopleDeputies,
      guidance: 'List everyone who may act when the lead is away. If you have no deputy, leave the list empty.',
      strength: 'good_practice',
      reference: OTHER.eyfs,
    },
    {
      ...peopleChair,
      label: 'Who is the owner, or the chair of the committee or governors?',
      guidance: 'This person hears about an allegation against the manager, so the partnership needs to be able to reach them.',
      strength: 'must',
      reference: OTHER.eyfs,
    },
    {
      kind: 'person',
      key: 'people_nominated_individual',
      label: 'Who is the nominated individual at Ofsted?',
      guidance: 'This is the person who speaks for the registered provider. Leave it empty if you have none.',
      strength: 'must',
      reference: OTHER.eyfs,
      required: false,
    },
    {
      ...peopleSenco,
      guidance:
        'Disabled children and those with special educational needs face more risks, so this person and the DSL work closely together.',
      reference: OTHER.eyfs,
    },
    { ...numbersRoll, label: 'How many children are on roll today?', guidance: 'Count children, not places or sessions.' },
    {
      kind: 'number',
      key: 'numbers_under_two',
      label: 'How many of them are under two?',
      shortLabel: 'Number under two',
      guidance: 'Babies cannot tell, and depend on what adults notice.',
      ...number,
    },
    { ...numbersChildProtectionPlans, label: 'How many children have a child protection plan today?' },
    {
      ...numbersEarlyHelp,
      label: 'How many children have an early help or Family Help plan today?',
      guidance: 'Count plans that you know of, whoever leads them.',
    },
    { ...numbersLookedAfter, label: 'How many children are looked after by a local authority today?' },
    numbersReferralsMade,
  ],
}
