namespace Nika.Messaging.Tests.Entities;

/// <summary>What may follow what, what is said when it may not, and what a pod remembers.</summary>
public sealed class EntitiesTests
{
    private readonly RecordingPublisher publisher = new();
    private readonly Account account = new();
    private readonly Messaging.Entities entities;
    private readonly Entity project = Entity.Project(new("p-1")) with { Domain = "hooks", Intent = "refactor" };

    public EntitiesTests() => entities = new(publisher, account);

    [Theory]
    [InlineData(EntityStatus.Created, EntityStatus.Created, false)]
    [InlineData(EntityStatus.Created, EntityStatus.Started, true)]
    [InlineData(EntityStatus.Created, EntityStatus.Progress, false)]
    [InlineData(EntityStatus.Created, EntityStatus.Completed, true)]
    [InlineData(EntityStatus.Created, EntityStatus.Failed, true)]
    [InlineData(EntityStatus.Created, EntityStatus.Cancelled, true)]
    [InlineData(EntityStatus.Started, EntityStatus.Created, false)]
    [InlineData(EntityStatus.Started, EntityStatus.Started, true)]
    [InlineData(EntityStatus.Started, EntityStatus.Progress, true)]
    [InlineData(EntityStatus.Started, EntityStatus.Completed, true)]
    [InlineData(EntityStatus.Started, EntityStatus.Failed, true)]
    [InlineData(EntityStatus.Started, EntityStatus.Cancelled, true)]
    [InlineData(EntityStatus.Progress, EntityStatus.Created, false)]
    [InlineData(EntityStatus.Progress, EntityStatus.Started, true)]
    [InlineData(EntityStatus.Progress, EntityStatus.Progress, true)]
    [InlineData(EntityStatus.Progress, EntityStatus.Completed, true)]
    [InlineData(EntityStatus.Progress, EntityStatus.Failed, true)]
    [InlineData(EntityStatus.Progress, EntityStatus.Cancelled, true)]
    [InlineData(EntityStatus.Completed, EntityStatus.Created, false)]
    [InlineData(EntityStatus.Completed, EntityStatus.Started, false)]
    [InlineData(EntityStatus.Completed, EntityStatus.Progress, false)]
    [InlineData(EntityStatus.Completed, EntityStatus.Failed, false)]
    [InlineData(EntityStatus.Failed, EntityStatus.Completed, false)]
    [InlineData(EntityStatus.Failed, EntityStatus.Started, false)]
    [InlineData(EntityStatus.Cancelled, EntityStatus.Completed, false)]
    [InlineData(EntityStatus.Cancelled, EntityStatus.Cancelled, null)]
    [InlineData(EntityStatus.Completed, EntityStatus.Completed, null)]
    public void Each_step_is_taken_or_refused(EntityStatus from, EntityStatus to, bool? isPublished)
    {
        Reach(project, from);
        int before = publisher.Transitions.Count();
        var result = Step(project, to);
        Assert.Equal(before + (isPublished == true ? 1 : 0), publisher.Transitions.Count());
        Assert.Equal(isPublished == false ? PublishStatus.Refused : PublishStatus.Accepted, result.Status);
        Assert.Equal(isPublished == true ? to : from, entities.StatusOf(project.Id));
        Assert.Equal(isPublished == false ? 1 : 0, account.Refused);
    }

    [Fact]
    public void Refusals_name_the_entity_where_it_stands_and_what_is_allowed()
    {
        var job = project.Job(new("j-1"));
        var task = job.Task(new("t-1"));
        Assert.Equal("JOB j-1 was not created; it cannot be completed: allowed is created, or anything once CreatedElsewhere says that another pod has created it", entities.Complete(job, "x").Reason);
        Reach(project, EntityStatus.Created);
        Assert.Equal("PROJ p-1 is created; it cannot be created again: give the new one an id of its own", entities.Create(project, "x").Reason);
        Assert.Equal("PROJ p-1 is created; it cannot be in progress: allowed are started, completed, failed and cancelled", entities.Progress(project, "x").Reason);
        Assert.Equal("TASK t-9 cannot be created below PROJ p-1: only a JOB stands directly below a PROJ", entities.Create(project.Task(new("t-9")), "x").Reason);
        Reach(job, EntityStatus.Created);
        Assert.Equal("TASK j-1 is known as a JOB: an id stands for one entity", entities.Start(job.Task(new("j-1")), "x").Reason);
        Reach(task, EntityStatus.Completed);
        Assert.Equal("TASK t-1 is completed; it cannot be started: nothing follows completed", entities.Start(task, "x").Reason);
        Assert.Equal("SUB s-2 cannot be created below SUB s-1: nothing stands directly below a SUB", entities.Create(task.Sub(new("s-1")).Sub(new("s-2")), "x").Reason);
        _ = entities.Fail(job, "no more");
        Assert.Equal("TASK t-2 cannot be created below JOB j-1, which is failed: allowed is a parent that is created, started or in progress", entities.Create(job.Task(new("t-2")), "x").Reason);
    }

    [Fact]
    public void A_handle_fills_the_envelopes_members()
    {
        var job = project.Job(new("j-1")) with { Role = new RoleName("tester") };
        var sub = job.Task(new("t-1")).Sub(new("s-1"));
        Assert.Equal(
            new EntityTransition(new("p-1"), EntityKind.Project, EntityStatus.Created, "a", Domain: "hooks", Intent: "refactor"),
            project.To(EntityStatus.Created, "a"));
        Assert.Equal(
            new EntityTransition(new("j-1"), EntityKind.Job, EntityStatus.Failed, "b", new("p-1"), new("p-1"), new("j-1"), new("tester"), "hooks", "refactor"),
            job.To(EntityStatus.Failed, "b"));
        Assert.Equal(
            new EntityTransition(new("s-1"), EntityKind.Sub, EntityStatus.Started, "c", new("t-1"), new("p-1"), new("j-1"), null, "hooks", "refactor"),
            sub.To(EntityStatus.Started, "c"));
        Assert.Equal(sub.To(EntityStatus.Started, "c"), Entity.Of(sub.To(EntityStatus.Created, "x")).To(EntityStatus.Started, "c"));
    }

    [Fact]
    public void An_entity_of_another_pod_moves_on_though_it_is_not_known()
    {
        var task = Entity.Of(project.Job(new("j-1")).Task(new("t-1")).To(EntityStatus.Created, "theirs"));
        Assert.Equal(PublishStatus.Accepted, entities.Progress(task, "half of it").Status);
        Assert.Equal(PublishStatus.Accepted, entities.Complete(task, "done").Status);
        Assert.Equal(PublishStatus.Refused, entities.Fail(task, "too late").Status);
    }

    [Fact]
    public void What_is_seen_counts_and_an_older_event_changes_nothing()
    {
        Reach(project, EntityStatus.Created);
        See(project.Id, EntityStatus.Progress);
        See(project.Id, EntityStatus.Started);
        Assert.Equal(EntityStatus.Progress, entities.StatusOf(project.Id));
        See(project.Id, EntityStatus.Failed);
        See(project.Id, EntityStatus.Completed);
        Assert.Equal(EntityStatus.Failed, entities.StatusOf(project.Id));
        Assert.Equal("PROJ p-1 is failed; it cannot be completed: nothing follows failed", entities.Complete(project, "x").Reason);
    }

    [Fact]
    public void The_same_end_again_is_not_published_and_has_the_first_ones_result()
    {
        Reach(project, EntityStatus.Created);
        var first = entities.Complete(project, "done");
        Assert.Equal(first, entities.Complete(project, "done"));
        Assert.Equal(2, publisher.Transitions.Count());
    }

    [Theory]
    [InlineData(PublishStatus.Degraded, EntityStatus.Created)]
    [InlineData(PublishStatus.Dropped, null)]
    [InlineData(PublishStatus.Refused, null)]
    public async Task What_reaches_nobody_has_not_happened(PublishStatus answer, EntityStatus? expected)
    {
        publisher.Answer = answer;
        Assert.Equal(answer, entities.Create(project, "x").Status);
        Assert.Equal(expected, entities.StatusOf(project.Id));
        var other = Entity.Project(new("p-2"));
        Assert.Equal(answer, (await entities.CreateAsync(other, "x", TestContext.Current.CancellationToken)).Status);
        Assert.Equal(expected, entities.StatusOf(other.Id));
    }

    [Fact]
    public async Task While_a_step_waits_for_its_answer_the_next_is_judged_by_it()
    {
        var gate = new TaskCompletionSource();
        publisher.Gate = gate.Task;
        var creating = entities.CreateAsync(project, "x", TestContext.Current.CancellationToken);
        Assert.Equal(PublishStatus.Accepted, entities.Start(project, "x").Status);
        Assert.Equal(PublishStatus.Refused, entities.Create(project, "x").Status);
        gate.SetResult();
        Assert.Equal(PublishStatus.Accepted, (await creating).Status);
        Assert.Equal(EntityStatus.Started, entities.StatusOf(project.Id));
    }

    [Fact]
    public void A_roll_up_counts_children_where_they_stand()
    {
        Reach(project, EntityStatus.Created);
        Reach(project.Job(new("j-1")), EntityStatus.Completed);
        Reach(project.Job(new("j-2")), EntityStatus.Failed);
        Reach(project.Job(new("j-3")), EntityStatus.Started);
        Reach(project.Job(new("j-4")).Task(new("below-a-child")), EntityStatus.Created);
        See(new("j-5"), EntityStatus.Created, project.Id);
        Assert.Equal(new(Created: 1, Started: 1, Progress: 0, Completed: 1, Failed: 1, Cancelled: 0, IsExact: true), entities.RollUpOf(project.Id));

        // The parent may end while children run; they go on, and are counted.
        Assert.Equal(PublishStatus.Accepted, entities.Complete(project, "enough").Status);
        Assert.Equal(PublishStatus.Accepted, entities.Cancel(project.Job(new("j-3")), "not needed").Status);
        See(new("j-5"), EntityStatus.Completed, project.Id);
        See(new("j-5"), EntityStatus.Completed, project.Id);
        var rollUp = entities.RollUpOf(project.Id);
        Assert.Equal((0, 4, 4), (rollUp.Open, rollUp.Ended, rollUp.Total));
        Assert.Equal((2, 1, 1), (rollUp.Completed, rollUp.Failed, rollUp.Cancelled));
    }

    [Fact]
    public void A_pod_that_came_later_says_that_its_counts_are_not_all()
    {
        See(new("j-5"), EntityStatus.Started, project.Id);
        Assert.Equal(new(0, 1, 0, 0, 0, 0, IsExact: false), entities.RollUpOf(project.Id));
        Assert.Equal(default, entities.RollUpOf(new("nobody")));
    }

    [Fact]
    public void Memory_is_bounded_and_what_was_forgotten_is_said()
    {
        var table = new EntityTable(capacity: 10);
        table.Set(new("p"), EntityKind.Project, null, EntityStatus.Created, default);
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(i <= 9, table.RollUpOf(new("p")).IsExact);
            table.Set(new($"j-{i}"), EntityKind.Job, new("p"), EntityStatus.Created, default);
        }

        Assert.Equal(10, table.Count);
        Assert.Equal(EntityStatus.Created, table.StatusOf(new("p"))); // in use all the time
        Assert.Null(table.StatusOf(new("j-1")));
        Assert.Equal((1_000, false), (table.RollUpOf(new("p")).Created, table.RollUpOf(new("p")).IsExact));
    }

    [Fact]
    public async Task Of_many_that_end_an_entity_at_once_one_publishes()
    {
        for (int round = 0; round < 200; round++)
        {
            var entity = Entity.Project(new($"r-{round}"));
            _ = entities.Create(entity, "x");
            using var start = new Barrier(4);
            var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            {
                Assert.True(start.SignalAndWait(TimeSpan.FromMinutes(1)));
                return i % 2 == 0 ? entities.Complete(entity, "x") : entities.Fail(entity, "x");
            })));
            Assert.Equal(1, publisher.Transitions.Count(transition => transition.EntityId == entity.Id && transition.Status != EntityStatus.Created));
            Assert.Equal(2, results.Count(static result => result.Status == PublishStatus.Refused));
        }
    }

    private void Reach(Entity entity, EntityStatus status)
    {
        _ = Step(entity, EntityStatus.Created);
        if (status is EntityStatus.Started or EntityStatus.Progress)
        {
            _ = Step(entity, EntityStatus.Started);
        }

        if (status is not (EntityStatus.Created or EntityStatus.Started))
        {
            _ = Step(entity, status);
        }
    }

    private PublishResult Step(Entity entity, EntityStatus status) => status switch
    {
        EntityStatus.Created => entities.Create(entity, "x"),
        EntityStatus.Started => entities.Start(entity, "x"),
        EntityStatus.Progress => entities.Progress(entity, "x"),
        EntityStatus.Completed => entities.Complete(entity, "x"),
        EntityStatus.Failed => entities.Fail(entity, "x"),
        _ => entities.Cancel(entity, "x"),
    };

    private void See(EntityId id, EntityStatus status, EntityId? parent = null)
    {
        var meta = new NikaMeta { Id = Guid.NewGuid(), EntityId = id, Status = status, ParentId = parent };
        entities.See(in meta);
    }
}
