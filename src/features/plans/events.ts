import { counted, eventWords, labelled, list, text, type Details } from '../history/index.ts'

const plan = ({ plan: title, name }: Details): readonly (string | undefined)[] => [text(title), text(name)]

export const events = eventWords({
  'plan.created': { subject: 'plans', did: 'began a plan', more: plan },
  'plan.changed': { subject: 'plans', did: 'changed what stands at the head of a plan', more: plan },
  'plan.part_added': { subject: 'plans', did: 'added a part to a plan', more: plan },
  'plan.part_changed': { subject: 'plans', did: 'changed a part of a plan', more: plan },
  'plan.part_removed': { subject: 'plans', did: 'removed a part of a plan', more: plan },
  'plan.moved': { subject: 'plans', did: 'moved something in a plan', more: plan },
  'plan.action_placed': { subject: 'plans', did: 'gave an action a place in a plan', more: plan },
  'plan.action_taken_out': { subject: 'plans', did: 'took an action out of a plan', more: plan },
  'plan.measure_added': { subject: 'plans', did: 'added a measure to a plan', more: plan },
  'plan.measure_changed': { subject: 'plans', did: 'changed a measure of a plan', more: plan },
  'plan.measure_removed': { subject: 'plans', did: 'removed a measure of a plan', more: plan },
  'plan.value_added': {
    subject: 'plans',
    did: 'added a value to a measure',
    more: ({ plan: title, name, written }) => [text(title), text(name), labelled('Value', written)],
  },
  'plan.approved': {
    subject: 'plans',
    did: 'approved a version of a plan',
    more: ({ plan: title, label }) => [text(title), labelled('Version', label)],
  },
  'plan.removed': {
    subject: 'plans',
    did: 'removed a plan that was never approved',
    more: ({ plan: title, reason, parts, measures, actions }) => [
      text(title),
      labelled('Reason', reason),
      list('What it was made of', parts),
      list('Measures', measures),
      list('Actions that went with it', actions),
    ],
  },
  'plan.imported': {
    subject: 'plans',
    did: 'imported a workbook into a plan',
    more: ({ plan: title, file, changes }) => [text(title), text(file), counted(changes, 'change')],
  },
})

declare module '../history/eventWords.ts' {
  interface Verbs extends VerbsOf<typeof events> {}
}
