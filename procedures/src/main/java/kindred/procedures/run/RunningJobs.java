package kindred.procedures.run;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that run at this moment in the whole server. */
public final class RunningJobs {

    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

    void add(Job job) {
        jobs.add(job);
    }

    void remove(Job job) {
        jobs.remove(job);
    }

    /** The user's jobs, or everybody's for an administrator; those that began first come first. */
    public List<Job.State> visibleTo(String username, boolean administrator) {
        return jobs.stream()
                .map(Job::state)
                .filter(job -> administrator || job.username().equals(username))
                .sorted(Comparator.comparing(Job.State::startedAt).thenComparing(Job.State::jobId))
                .toList();
    }
}
