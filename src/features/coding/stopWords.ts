/** Words that say nothing of what a text is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all also although always am among an and any are arent as at be because been before being below between both but by
  can cannot cant could did do does doing done dont down during each either etc even ever every few for from further get gets give given go had has
  have having he her here hers him his how however i if in into is it its itself ive just know last least less like made make makes making many may me
  more most much must my need needs neither never next no nor not now of off often on once one only or other our ours out over own per put same see
  she should since so some still such take taken than that the their theirs them then there these they theyre this those through to too two under
  until up upon us use used using very was we well were weve what when where whether which while who whole whose why will with within without
  would yes yet you your yours`.split(/\s+/),
)

/** Words that are in every other name, title or address of a school, and name none. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  `academies academy admin all alternative and at boys business c catholic ce centre chair children childrens christian church city college colleges community
  controlled convent deputy director dsl e early education england english enquiries federation first foundation free further girls governor governors
  grammar great head headmaster headmistress headteacher high hospital house in independent infant infants info international junior juniors kindergarten
  lady lead learning little local lower manager middle methodist national new north nursery of office officer old on our parish partnership playgroup
  preparatory preschool primary principal proprietor provision pupil referral roman rc safeguarding school schools secondary senior service services sixth
  south special sports st staff studio support teacher technical technology the training trust uk under unit university upper upon voluntary aided
  west east with years`.split(/\s+/),
)
