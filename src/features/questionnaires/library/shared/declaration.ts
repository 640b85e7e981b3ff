import { shared } from './shared.ts'

/** What the head and the establishment say in their own words: what several sets ask, each defined once. Sets word them for those whom they ask. */

export const declarationStrengths = shared({
  kind: 'long_text',
  key: 'declaration_strengths',
  label: 'What are you most proud of in your safeguarding this year?',
  instruction: 'Two or three points with the difference they made.',
  strength: 'good_practice',
  required: false,
  maxLength: 2000,
})

export const declarationFirstPriority = shared({
  kind: 'text',
  key: 'declaration_first_priority',
  label: 'What is your first priority for improvement?',
  shortLabel: 'First priority',
  instruction: 'One line.',
  strength: 'should',
  maxLength: 200,
})

export const declarationNoChildNamed = shared({
  kind: 'declaration',
  key: 'declaration_no_child_named',
  label: 'No child can be recognised',
  statement: 'No child is named, or could be recognised, in the answers, comments and documents of this return.',
})

export const declarationAccurate = shared({
  kind: 'declaration',
  key: 'declaration_accurate',
  label: 'The answers are true',
})

export const partnershipMessage = shared({
  kind: 'long_text',
  key: 'partnership_message',
  label: 'What should the partnership know or do differently?',
  instruction: 'Say it plainly. Staff of the partnership read this, and sum it up for the board.',
  strength: 'good_practice',
  required: false,
  maxLength: 2000,
})
