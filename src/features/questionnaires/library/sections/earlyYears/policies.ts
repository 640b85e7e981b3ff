import type { Section } from '../../../document.ts'
import { OTHER } from '../../references.ts'
import { IS_SCHOOL } from './isSchool.ts'
import {
  policiesAbsence,
  policiesBehaviour,
  policiesChildOnChild,
  policiesChildProtectionCurrent,
  policiesChildProtectionPublished,
  policiesChildProtectionReviewedOn,
  policiesEvidence,
  policiesLocalProcedures,
  policiesPrevent,
  policiesStaffBehaviour,
} from '../../shared/policies.ts'

/** Set E: the first evidence area. */
export const earlyYearsPolicies: Section = {
  key: 'policies',
  title: 'Safeguarding policies',
  intro: 'A policy counts when it is current, yours, easy to find, and followed.',
  questions: [
    {
      ...policiesChildProtectionCurrent,
      label: 'Is your child protection policy up to date with the early years framework in force?',
      instruction: 'Nursery schools: compare it with the current guidance for schools too.',
      guidance: 'It names the people of today, says how safeguarding training is given, and has been adapted to you.',
      strength: 'must',
      areas: ['policies'],
    },
    {
      ...policiesChildProtectionReviewedOn,
      label: 'When was the child protection policy last approved?',
      guidance: 'It is reviewed at least once a year, and sooner when the framework or local procedures change.',
      strength: 'should',
      areas: ['policies'],
    },
    {
      ...policiesLocalProcedures,
      guidance: 'It says how to reach local services, day and night.',
      strength: 'must',
      areas: ['policies'],
    },
    {
      kind: 'yes_no',
      key: 'policies_available_to_parents',
      label: 'Can parents read your safeguarding policies whenever they ask?',
      guidance: 'On the website, in the hallway, and explained at the first visit.',
      strength: 'must',
      areas: ['policies'],
    },
    { ...policiesChildProtectionPublished, when: IS_SCHOOL, areas: ['policies'] },
    {
      ...policiesStaffBehaviour,
      guidance: 'It covers phones and social media, babysitting for families, favourites, physical contact and rough handling.',
      areas: ['policies'],
    },
    {
      kind: 'met',
      key: 'policies_whistleblowing_written',
      label: 'A written whistleblowing policy says how staff raise concerns, inside and outside',
      guidance: 'It names Ofsted and the NSPCC line. Staff know it, and know that they will not suffer for using it.',
      strength: 'must',
      areas: ['policies'],
    },
    { ...policiesBehaviour, strength: 'should', mustFor: { fact: 'maintained' }, when: IS_SCHOOL, areas: ['policies'] },
    { ...policiesChildOnChild, when: IS_SCHOOL, areas: ['policies'] },
    {
      ...policiesAbsence,
      guidance: 'Nobody has to attend, and a small child may still be at risk. Parents are rung, then emergency contacts, then others.',
      strength: 'must',
      areas: ['policies'],
    },
    {
      kind: 'met',
      key: 'policies_devices',
      label: 'The policy covers mobile phones, cameras and all devices that take or share images',
      guidance: 'It applies to staff, students, parents and visitors, and to smart watches and glasses.',
      strength: 'must',
      areas: ['policies'],
    },
    {
      kind: 'met',
      key: 'policies_collection',
      label: 'Procedures for collecting children, and for a child who is lost or not collected, are known to all',
      guidance: 'Staff could tell you without looking it up who may take a child home.',
      strength: 'must',
      areas: ['policies'],
    },
    {
      ...policiesPrevent,
      guidance: 'It may be short. It is yours, and is reviewed each year.',
      reference: OTHER.prevent,
      areas: ['policies'],
    },
    { ...policiesEvidence, areas: ['policies'] },
  ],
}
