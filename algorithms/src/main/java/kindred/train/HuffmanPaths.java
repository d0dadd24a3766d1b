package kindred.train;
/**
 * The paths of a {@link HuffmanTree}, cut up so that several threads can follow different parts of them: the inner nodes are dealt to
 * blocks of nearly equal work, and of each node's path the part within one block can be read by itself.
 *
 * <p>The root is touched for every pair, so blocks cannot be balanced by number: from the heaviest inner node down, each goes to the block
 * that has the least weight so far. Within a block the heaviest come first.
 */
final class HuffmanPaths {

    private static final int LONGEST = 128;
    private static final int PAGE_BITS = 20;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final int blocks;
    private final int[] starts;
    private final int[] offsets;
    private final byte[] ends;
    private final int[][] steps;

    /** @param schedule whose rows number the nodes here */
    HuffmanPaths(HuffmanTree tree, BlockSchedule schedule) {
        blocks = schedule.blocks();
        starts = new int[blocks + 1];
        offsets = new int[schedule.nodeCount() + 1];
        ends = new byte[Math.multiplyExact(schedule.nodeCount(), blocks)];
        int[] places = new int[tree.innerCount()];
        short[] blockOf = new short[tree.innerCount()];
        deal(tree, places, blockOf);
        steps = new int[(schedule.nodeCount() + PAGE_MASK) >>> PAGE_BITS][];
        cut(tree, schedule, places, blockOf);
    }

    private void deal(HuffmanTree tree, int[] places, short[] blockOf) {
        long[] loads = new long[blocks];
        int[] sizes = new int[blocks];
        for (int inner = tree.innerCount() - 1; inner >= 0; inner--) {
            int lightest = 0;
            for (int block = 1; block < blocks; block++) {
                lightest = loads[block] < loads[lightest] ? block : lightest;
            }
            loads[lightest] += tree.weight(inner);
            blockOf[inner] = (short) lightest;
            places[inner] = sizes[lightest]++;
        }
        for (int block = 0; block < blocks; block++) {
            starts[block + 1] = starts[block] + sizes[block];
        }
    }

    private void cut(HuffmanTree tree, BlockSchedule schedule, int[] places, short[] blockOf) {
        int[] lengths = new int[schedule.nodeCount()];
        int[] nodes = new int[schedule.nodeCount()];
        for (int node = 0; node < nodes.length; node++) {
            int row = schedule.row(node);
            nodes[row] = node;
            lengths[row] = tree.pathLength(node);
        }
        int[] path = new int[LONGEST];
        for (int page = 0; page < steps.length; page++) {
            int from = page << PAGE_BITS;
            int to = Math.min(nodes.length, from + PAGE_MASK + 1);
            int total = 0;
            for (int row = from; row < to; row++) {
                offsets[row] = total;
                total += lengths[row];
            }
            steps[page] = new int[total];
            for (int row = from; row < to; row++) {
                int length = tree.path(nodes[row], path);
                cut(row, path, length, places, blockOf);
            }
        }
    }

    private void cut(int row, int[] path, int length, int[] places, short[] blockOf) {
        int[] page = steps[row >>> PAGE_BITS];
        int next = offsets[row];
        for (int block = 0; block < blocks; block++) {
            // from the root down, where the heaviest are
            for (int i = length - 1; i >= 0; i--) {
                if (blockOf[path[i] >> 1] == block) {
                    page[next++] = places[path[i] >> 1] << 1 | path[i] & 1;
                }
            }
            ends[row * blocks + block] = (byte) (next - offsets[row]);
        }
    }

    /** The array that holds a row's steps: place of the inner node within its block in the upper bits, branch in the lowest. */
    int[] steps(int row) {
        return steps[row >>> PAGE_BITS];
    }

    /** Position of the first step of a row's path in a block. */
    int from(int row, int block) {
        return offsets[row] + (block == 0 ? 0 : ends[row * blocks + block - 1]);
    }

    /** One past the position of the last step of a row's path in a block. */
    int to(int row, int block) {
        return offsets[row] + ends[row * blocks + block];
    }

    /** First row of a block of inner nodes in their table. */
    int start(int block) {
        return starts[block];
    }

    int size(int block) {
        return starts[block + 1] - starts[block];
    }

    int innerCount() {
        return starts[blocks];
    }

    /** Bytes while paths are made and used, the tree they come from included. Mean path lengths are near the logarithm of the size. */
    static MemoryEstimate estimate(long nodeCount) {
        long blocks = BlockSchedule.blocksFor(nodeCount);
        long fixed = nodeCount * (4 + blocks);
        long logarithm = 64L - Long.numberOfLeadingZeros(Math.max(1, nodeCount));
        return MemoryEstimate.of(
                "Huffman tree",
                fixed + 4 * nodeCount * logarithm,
                fixed + 4 * nodeCount * (logarithm + 4) + HuffmanTree.bytes(nodeCount));
    }
}
