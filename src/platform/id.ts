import { z } from 'zod'

declare const brand: unique symbol

/**
 * The id of one row, and of which kind of thing: `Id<'round'>` is no `Id<'return'>`, and no plain number is either (docs/decisions/0035).
 * It is a number while the program runs; the kind is known to the compiler only.
 */
export type Id<Of extends string> = number & { readonly [brand]: Of }

/**
 * Takes a number for an id: the one place where that is said without proof. Rows come with their ids from the database; what people
 * and jobs send is read by `idParam`, `idSchema` or `idField`.
 */
export const asId = <Of extends string>(value: number): Id<Of> => value as Id<Of>

/** An id in the payload of a job, as it was put there. */
export const idSchema = <Of extends string>() => z.number().transform(value => asId<Of>(value))
