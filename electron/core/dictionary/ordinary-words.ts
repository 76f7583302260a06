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

/**
 * Words of everyday that say something, too: beside another word they tell what is meant, and nobody wants
 * one of them written differently wherever it is said.
 */
const EVERYDAY_WORDS = `age air animal answer apple arm baby ball bank bed bell bird blue boat body book bottle box boy bread
bridge brother brown building bus cake car card care cat chair change child children church city class clear
clock cloud coat coffee cold colour color corner country cow cup cut dark daughter dear deep desk dinner doctor
dog door dream dress drink drive ear early earth east easy eat egg end evening eye face family farm fast father
feet field film fire fish floor flower fly food foot forest free fresh friend front fruit full game garden girl
glass gold grass green ground group hair half hand happy hard hat head heart heat heavy hill holiday home horse
hot hotel hundred ice idea inside island job key king kitchen lake land language late laugh leaf leg lesson
letter light line list listen love lunch market meal meat meeting message middle milk million mind minute money
month moon morning mother mountain mouth move music neck news north nose note number office oil orange page
paper park party past peace pen person phone photo picture plan plant plate point pool poor post power price
problem queen question quick rain rest rice ring river road room round run sad salt sand school sea season seat
sell send ship shirt shoe shop shore short shoulder side sign silver simple sing sister sit skin sky sleep slow
smell smile snow soft song soup south space speak spring square star station stone store story street strong
student sugar summer sweet swim table tea teacher team tell test ticket tooth top town toy train travel tree
trip trouble uncle village visit voice walk wall warm wash water weather weekend west wet wheel white wife wind
window wine winter woman women wood yellow young`

const EVERYDAY: ReadonlySet<string> = new Set(EVERYDAY_WORDS.split(/\s+/))

export const isOrdinary = (folded: string): boolean => ORDINARY.has(folded)

/** Of everyday, also as a plural, a possessive or another form of such a word. */
export const isEveryday = (folded: string): boolean =>
  [folded, ...ENDINGS.map((ending) => folded.replace(ending, ''))].some(
    (form) => ORDINARY.has(form) || EVERYDAY.has(form),
  )

const ENDINGS = [/['’]s$/u, /s$/u, /es$/u, /ed$/u, /ing$/u]
