package kindred.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kindred.evaluate.Contestant;
import kindred.evaluate.Interactions;
import kindred.evaluate.Popularity;
import kindred.evaluate.RankingTrial;
import kindred.evaluate.RankingTrial.Interval;
import kindred.evaluate.RankingTrial.Score;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/** Brings contestants before the trial, and puts what it finds into the report. All of them must not recommend what is known. */
final class RecommendationJudge {

    private static final List<String> HEADER = List.of(
            "method",
            "k",
            "recall",
            "95 %",
            "",
            "NDCG",
            "95 %",
            "",
            "precision",
            "hit rate",
            "MRR",
            "MAP",
            "coverage",
            "diversity");

    private final InteractionData data;
    private final RankingTrial.Config protocol;
    private final Report report;
    private final TrainingRun run;

    /** @param run threads, seed and progress of judging; to be closed by the caller */
    RecommendationJudge(InteractionData data, RankingTrial.Config protocol, Report report, TrainingRun run) {
        this.data = data;
        this.protocol = protocol;
        this.report = report;
        this.run = run;
    }

    TrainingRun run() {
        return run;
    }

    /** @param more names of further columns */
    void header(Object... more) {
        List<Object> names = new ArrayList<>(HEADER);
        names.addAll(Arrays.asList(more));
        report.row(names.toArray());
    }

    /**
     * Judges a contestant on some users' test.
     *
     * @param method its name in the table
     * @param prefix of its metrics' names
     * @param test what is to be foretold
     * @param items a vector per item, for the diversity of the lists
     * @param more contents of the further columns
     * @return a score per list length
     */
    List<Score> judge(
            String method,
            String prefix,
            Contestant contestant,
            Interactions test,
            EmbeddingTable items,
            Object... more) {
        RankingTrial trial = new RankingTrial(data.known(), test);
        List<Score> scores = trial.judge(contestant, items, protocol, run);
        scores.forEach(score -> add(method, prefix, score, more));
        report.metric(prefix + "users", trial.users().length);
        return scores;
    }

    /** Judges what needs no training. */
    void judgePopularity(EmbeddingTable items) {
        judge("popularity", "popularity.", new Popularity(data.known()), data.test(), items);
    }

    private void add(String method, String prefix, Score score, Object... more) {
        String at = "@" + score.k();
        interval(prefix + "recall" + at, score.recall());
        interval(prefix + "ndcg" + at, score.ndcg());
        report.metric(prefix + "precision" + at, score.precision().mean());
        report.metric(prefix + "hitRate" + at, score.hitRate().mean());
        report.metric(prefix + "mrr" + at, score.mrr().mean());
        report.metric(prefix + "map" + at, score.map().mean());
        report.metric(prefix + "coverage" + at, score.coverage());
        score.diversity().ifPresent(diversity -> report.metric(prefix + "diversity" + at, diversity));
        List<Object> row = new ArrayList<>(List.of(
                method,
                score.k(),
                score.recall().mean(),
                score.recall().lower(),
                score.recall().upper(),
                score.ndcg().mean(),
                score.ndcg().lower(),
                score.ndcg().upper(),
                score.precision().mean(),
                score.hitRate().mean(),
                score.mrr().mean(),
                score.map().mean(),
                score.coverage(),
                score.diversity().isPresent() ? (Object) score.diversity().getAsDouble() : "-"));
        row.addAll(Arrays.asList(more));
        report.row(row.toArray());
    }

    private void interval(String name, Interval interval) {
        report.metric(name, interval.mean());
        report.metric(name + ".lower", interval.lower());
        report.metric(name + ".upper", interval.upper());
    }
}
