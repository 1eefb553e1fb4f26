"""What the service must withstand, shown on the service itself: each module is one command, and exits 1 on a failure.

Tests hold the same in small. These take minutes, kill what they started and fill disks that they made.
"""
