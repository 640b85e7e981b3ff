/** Facts about an establishment that a condition may look at (from the register). */
export const ESTABLISHMENT_FACTS = [
  'boarders',
  'nursery',
  'sixthForm',
  'independent',
  'special',
  'alternativeProvision',
  'maintained',
  'academy',
  'primaryAged',
  'secondaryAged',
  'post16',
] as const
export type EstablishmentFact = (typeof ESTABLISHMENT_FACTS)[number]
export type EstablishmentFacts = Record<EstablishmentFact, boolean>

/** The facts that hold, as a return keeps them. */
export const factsThatHold = (facts: EstablishmentFacts): EstablishmentFact[] => ESTABLISHMENT_FACTS.filter(fact => facts[fact])

/** The facts of a return from those that it keeps; the others do not hold. */
export const factsFrom = (held: readonly string[]): EstablishmentFacts =>
  Object.fromEntries(ESTABLISHMENT_FACTS.map(fact => [fact, held.includes(fact)])) as EstablishmentFacts
