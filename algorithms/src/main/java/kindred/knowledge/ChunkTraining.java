package kindred.knowledge;

/** How the facts of one chunk become gradients. For one thread at a time. */
interface ChunkTraining {

    /**
     * Writes the gradients of a chunk into its slots, which are clear.
     *
     * @param from position of the chunk's first fact in the batch
     * @param nodeSlot first slot of the chunk for nodes
     * @param relationSlot first slot of the chunk for relations
     * @param weight of a fact of weight 1
     * @return sum of the losses
     */
    double train(Batch batch, int from, int count, int nodeSlot, int relationSlot, float weight, long seed);
}
