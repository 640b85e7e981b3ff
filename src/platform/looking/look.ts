import type { z } from 'zod'

/**
 * One way of looking into a file that somebody sent. It runs in the looker, a process of its own, which has neither the
 * database nor a setting nor a secret, can read the uploads and the program, and can write nothing.
 *
 * To add one: define it in a file of the feature, and name it in `src/looks.ts`.
 */
export type Look<Question, Finding> = {
  /** `feature.noun` */
  name: string
  /** After how long it is ended, and the file counts as one that cannot be looked into. */
  seconds: number
  /** Whether nobody waits for its answer: the files of forms go first. */
  behind?: true
  /** What it may find: whatever the looker says is held against this, as a file may have turned it. */
  finding: z.ZodType<Finding>
  /** @param file where the file lies @param question what else it must know, as plain data */
  run(file: string, question: Question): Promise<Finding>
}

/** A look whose question and finding its holder need not know. */
export type AnyLook = Look<never, unknown>

export const defineLook = <Question, Finding>(look: Look<Question, Finding>): Look<Question, Finding> => look

/** Looks into files, one after another. */
export type Looking = {
  /** @throws CouldNotLook */
  look<Question, Finding>(look: Look<Question, Finding>, file: string, question: Question): Promise<Finding>
  close(): Promise<void>
}

/**
 * Why a file could not be looked into. `too_long` and `too_much`: it needs more time or memory than any file should, or it
 * ended the looker. `busy`: too many files are waiting. `failed`: the fault is ours.
 */
export type WhyNot = 'too_long' | 'too_much' | 'busy' | 'failed' | 'stopping'

export class CouldNotLook extends Error {
  override name = 'CouldNotLook'
  readonly why: WhyNot
  constructor(why: WhyNot, message: string) {
    super(message)
    this.why = why
  }
}

/** What goes to the looker, and what comes back. */
export type Asked = { look: string; file: string; question: unknown }
export type Answered = { finding: unknown } | { fault: string }
