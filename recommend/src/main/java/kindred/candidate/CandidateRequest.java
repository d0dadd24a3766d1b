package kindred.candidate;

import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What is asked of a source.
 *
 * @param query a vector that stands for the taste, where there is one
 * @param count candidates wanted
 * @param accepts which nodes may be proposed; sources ask before they count, so that {@code count} are found when so many exist
 */
public record CandidateRequest(Optional<float[]> query, int count, LongPredicate accepts) {

    public CandidateRequest {
        if (count < 0) {
            throw new IllegalArgumentException("%d candidates cannot be found.".formatted(count));
        }
    }
}
