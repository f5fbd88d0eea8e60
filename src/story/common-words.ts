/** Words that say nothing about what a text tells, folded as foldWord folds them, in the languages news is most often read in. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `
a about above after again against all also am an and any are aren as at be because been before being below between both but by
can cannot could couldn did didn do does doesn doing don down during each even ever every few first for from further get gets got
had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself just last less let like ll
made make makes many may me might more most much must my myself new no nor not now of off on once one only or other our ours out over own
per re said same say says shan she should shouldn since so some still such than that the their theirs them themselves then there these they this
those though three through to too told two under until up upon us ve very was wasn we were weren what when where which while who whom whose why will
with within without won would wouldn year years yet you your yours according among another around back before day days week month
monday tuesday wednesday thursday friday saturday sunday
und der die das den dem des ein eine einen einem einer eines ist sind war waren wird werden wurde wurden hat haben hatte nicht auch auf aus bei bis durch fur
gegen im ins ist kann mit nach noch nur oder sich sie sein seine seiner so uber um unter vom von vor wie wir zu zum zur als am an dass er es ich ihr mehr sagte
le la les l un une des du de d et en au aux est sont a ont ete etait pour par sur dans avec que qui ne pas ce cette ces se sa son ses il elle ils elles ou mais plus comme
leur leurs nous vous on y apres avant selon aussi tout tous deux fait entre sans sous
el los las una unos unas y o del al es son fue ha han por para con sin sobre que no se su sus lo le les como mas pero este esta estos estas ser entre cuando tambien desde hasta
o os um uma uns umas e do da dos das no na nos nas ao aos em por para com nao que foi ser sao mais mas se seu sua pelo pela como disse ano anos
il lo gli i uno della dello dei degli delle nel nella con per che non si di da su piu anche come sono era ha hanno ma dopo
de het een van en in op te dat is zijn voor met aan bij niet er om naar door ook als uit maar heeft werd
i w z na do nie sie to jest ze o od po za jak przez dla ale
ve bir bu da de icin ile olarak daha
yang dan di ke dari untuk dengan pada ini itu dalam akan tidak adalah oleh telah juga sebagai
и в во не на с со что как по за из к ко от о об до у для это этот эта эти его ее их он она они оно мы вы я ты а но или же бы ли то так был была было были будет есть
при после перед также который которая которое которые которых которой еще уже если когда только чтобы под над между через без более год года году лет сообщил сообщает
的 了 在 是 和 有 不 这 那 为 以 与 及 将 被 对 中 也 上 下 等 到 从 他 她 它 我 你 其 于 而 之 所 就 都 还 又 再 更 最 很 把 让 给 由 向 并 或 但 却 因 如 至 者 们
个 名 位 次 件 种 条 该 此 某 各 每 另 后 前 内 外 间 里 时 日 月 年 人 一 二 三 四 五 六 七 八 九 十 两 几 说 称 要 会 能 可 来 去 做 想 看 据 则 已 曾 正 仍 只 才 没 无 非 未 是否 一个 我们 他们
の は が を に で と も や か へ から まで より など です ます する した して いる ある この その ない れる られ こと もの ため
і в у на з що як за до від та не про для це й та але або
`
    .trim()
    .split(/\s+/u),
);
