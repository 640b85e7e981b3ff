import type { Question } from '../../../questions/index.ts'

const checked = {
  question: 'harms_knowledge_checked',
  in: [
    'neglect',
    'domestic_abuse',
    'images',
    'exploitation',
    'violence',
    'channel',
    'fgm',
    'forced_marriage',
    'private_fostering',
    'young_carers',
    'lgbt',
  ],
}

/** What was checked of what staff know, in place of a guess about each mind: which harms, when, how, and how many were right. */
export const harmsKnowledge: readonly Question[] = [
  {
    kind: 'choices',
    key: 'harms_knowledge_checked',
    label: 'For which of these did you check in the last 12 months that staff know the signs and what to do?',
    shortLabel: 'What you checked that staff know',
    instruction: 'A quiz, a scenario, or asking some of them counts. Giving training does not.',
    strength: 'good_practice',
    options: [
      { value: 'neglect', label: 'Neglect' },
      { value: 'domestic_abuse', label: 'Domestic abuse' },
      { value: 'images', label: 'Nude or semi-nude images, also those made by AI' },
      { value: 'exploitation', label: 'Criminal or sexual exploitation' },
      { value: 'violence', label: 'Serious violence and knives' },
      { value: 'channel', label: 'Radicalisation, and how a child is referred to Channel' },
      { value: 'fgm', label: 'Female genital mutilation, and the duty of teachers to tell the police' },
      { value: 'forced_marriage', label: 'Forced marriage and other honour-based abuse' },
      { value: 'private_fostering', label: 'Private fostering, and telling the local authority' },
      { value: 'young_carers', label: 'Young carers' },
      { value: 'lgbt', label: 'Bullying or abuse of children for being, or seeming, lesbian, gay, bisexual or gender questioning' },
      { value: 'none', label: 'None of these' },
    ],
  },
  {
    kind: 'month',
    key: 'harms_knowledge_on',
    label: 'When was the last of these checks?',
    shortLabel: 'Month of the last check of what staff know',
    strength: 'good_practice',
    when: checked,
    notAfterToday: true,
  },
  {
    kind: 'number',
    key: 'harms_knowledge_asked',
    label: 'How many staff took part in the last check?',
    shortLabel: 'Number of staff who were asked',
    strength: 'good_practice',
    when: checked,
    min: 1,
    whole: true,
  },
  {
    kind: 'number',
    key: 'harms_knowledge_right',
    label: 'How many of them knew what to do?',
    shortLabel: 'Number of staff who knew',
    instruction: 'An honest number is worth more than a high one.',
    strength: 'good_practice',
    when: checked,
    min: 0,
    whole: true,
  },
]
