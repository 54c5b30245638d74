// Words that sound like an answer and say nothing; and words of rubrics that must not make an answer look relevant.
import { stem } from '../../domain/text/stem.ts';

const vagueWords = `able absolute absolutely accomplish achieve achievement action active adaptable aim align always amazing ambition ambitious
approach area aspect asset atmosphere attention attitude aware awareness believe benefit best better big bit bring broad build business
capable care career challenge challenging chance change character clear clearly collaborative commit commitment communicate communication
company complete completely concern confidence confident consider constant constantly contribute contribution core crucial culture daily day
dedicated dedication deep deeply definitely deliver demonstrate desire determination develop development difference different difficult direction
do drive driven dynamic eager easy effective effectively efficiency efficient effort embrace emphasis employee end energy engage engagement
enjoy ensure enthusiasm enthusiastic environment essential every everybody everyone everything excellence excellent excite exciting expectation
experience experienced expert expertise extra extremely face factor fantastic fast feel field fit flexible focus forward fresh full fundamental
future gain general generally genuine give goal good great group grow growth guy happy hard hardworking help high highly holistic honest
hope huge human idea imagine impact important importance improve improvement individual industry influence innovation innovative inspire
integral interest interesting issue job journey keen key kind know knowledge landscape lead leader leadership leading learn learning level life
live long look love make manage management manner matter maximum mean meaningful member method mind mindset mission moment motivate
motivated motivation natural necessary need new nice objective offer open opportunity optimal optimize optimise organisation organization outstanding overall
part particular passion passionate people perfect perform performance person personal perspective place point position positive possible
potential practice prefer pride priority proactive problem process professional professionalism progress project proud provide purpose push
quality quick quickly real reality reason regard relationship reliable respect responsibility responsible result role serious seriously service
share show significant simple situation skill smart smooth solution solve special spirit stakeholder standard step strategic
strategy strength strive strong structure style succeed success successful successfully super support sure synergy synergistic system take talent
talented task teamwork technique thing think thought thrive time tool top topic total totally tough transform transformation transformative true
trust truly try type ultimate understand understanding unique use usual usually utmost valuable value various versatile vision vital want way
well whole willing wonder wonderful word work workflow workplace world year young leverage leveraging cutting-edge world-class state-of-the-art game-changing
team colleague boss company stuff guys lot today tomorrow yesterday week month end-to-end cross-functional initiative initiatives spearhead drive paradigm
robust scalable seamless impactful holistic agile mindset deliverable outcome alignment empower ecosystem stakeholders example instance story
careful together energy smile empathy warmth respect respectful positive attitude motivation second first next last
standard tools previous company various responsible
basically literally honestly frankly personally regarding concerning overall talk say tell speak mention keep going go come happen people's`;

const rubricWords = `ability able answer approach apply area aspect aware behaviour behavior candidate capability capable case choose clear communicate
competence competency concrete consider decide decision deep demonstrate depth describe detail difficult different effective evidence example
experience experienced explain familiar fully give good handle happen help how important involve know knowledge level main make manage measure method own
part past people person plan position practical practice problem professional question reason recent relevant result role scenario shape show situation
skill solid specific step strong suppose imagine task team tell thing think time tool understand understanding use using walk way well work working year
project job day week month go take took come get give new old real end start particular proud hard best most worst last first biggest
responsible need want goal change outcome success important keep put look find decide did do done colleague member company learn asked something someone`;

const words = (list: string): string[] => list.split(/\s+/u).filter((word) => word !== '');

export const vagueSet: ReadonlySet<string> = new Set(words(vagueWords));
export const vagueStems: ReadonlySet<string> = new Set(words(vagueWords).map(stem));
export const rubricSet: ReadonlySet<string> = new Set(words(rubricWords));

const numberList = `two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half twice dozen double triple`;

export const numberWords: ReadonlySet<string> = new Set(words(numberList));
