/**
 * The words that English talk is mostly made of, and those that sound like others. To write one of them
 * differently everywhere would change more than the person meant.
 */
const WORDS = `a about after again all also always am an and another any are around as ask at away back bad be
because been before being best better big both bring but buy by bye call came can check come could day did
do does done down each eight even every feel few find first five for four from get give go going good got
great had has have he hear heard help her here hey hi him his hour how i if in into is it its it's i'm just
keep kind knew know last left let like little long look lot made make man many may me mean meet might mind
more most much must my name need never new next nice night nine no not now of off oh ok okay old on once one
only open or other our out over own part people place play please put read ready really red right said same
saw say see seven she should show six small so some son sound start still stop such sun sure take talk tell
ten than thank thanks that that's the their them then there these they they're thing things think this those
thought three through time to today tomorrow too took try turn two under until up us use very wait want was
watch way we week weather well went were what when where which while who why will with word words work world
would write wrong year yes yesterday yet you your you're zero although anybody anyone anything can't couldn't didn't doesn't don't else enough everybody everyone
everything few haven't he's himself i'd i'll i've isn't itself maybe mine myself nobody nothing perhaps quite
rather she's since somebody someone something somehow sometimes somewhere than though told upon wasn't we'll
we're whether whose within without won't wouldn't yourself`

const ORDINARY: ReadonlySet<string> = new Set(WORDS.split(/\s+/))

export const isOrdinary = (folded: string): boolean => ORDINARY.has(folded)
