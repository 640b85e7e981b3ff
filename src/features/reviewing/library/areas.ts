/**
 * What good evidence shows, area by area, in our own words: a line is one thing to look for. The keys are those of the evidence areas of the
 * question library. A partnership may write its own instead.
 */
export const AREA_RUBRICS: Readonly<Record<string, string>> = {
  policies: `The policies are of this school year: each has a date, and says who approved it and when it is looked at again.
They are the establishment's own: its people, its children and its local services are in them, and nothing is left from a model.
They name the people of today: the DSL and deputies, the head, the chair or proprietor, and who to call outside.
What was sent is the same as what parents find on the website.
Something shows that they are followed: a record of who has read them, a training plan, minutes, a change that was made.
A policy says what is meant to happen. Where nothing shows that it does, that is at most half of the evidence.`,

  training: `A log has a line for everyone who works there, whatever their job: the training, its date, and when the next is due.
Those who joined in the year, work part-time, volunteer or come from an agency are in it, so gaps can be seen.
Certificates of the DSL and deputies are there, with a name, a date and what the training was.
It can be seen what was taught, for example from slides, an agenda or a bulletin, and that online safety is part of it.
Something shows what was understood: a quiz, a scenario, supervision, and what was done about what people got wrong.
Names of staff are needed. Names of children are not, and no document should hold one.`,

  governors: `The last report itself is there, not only a line in the minutes that says a report was given.
It gives numbers and themes over time, and says what they mean and what is not yet good enough.
The minutes show that safeguarding had a time of its own, what was asked, and what was answered.
What was asked for at one meeting is answered at a later one.
It is dated, and those who govern heard it in the last 12 months.
No child can be recognised, and nobody who may have to decide a case later is told its details.`,
}
