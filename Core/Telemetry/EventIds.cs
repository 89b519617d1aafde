namespace Webhooks.Core.Telemetry;

/// <summary>Log event ids: 1xxx publish and API, 2xxx worker, 3xxx housekeeping.</summary>
public static class EventIds
{
    public const int EventPublished = 1001;
    public const int RedisUnavailable = 1002;
    public const int PublishBatchFailed = 1003;
    public const int WakeUpNotSent = 1004;
    public const int UnhandledRequest = 1005;
    public const int LastUseNotSaved = 1006;
    public const int DatabaseTroubled = 1007;
    public const int DatabaseDamaged = 1008;
    public const int DatabaseAnswersAgain = 1009;
    public const int RateStoreUnavailable = 1010;
    public const int AuditNotFinished = 1020;
    public const int TriesNotSaved = 1021;
    public const int TriggerCredentialsMissing = 1030;
    public const int LoopRefused = 1031;

    public const int WorkerStarted = 2001;
    public const int WorkerStopped = 2002;
    public const int BatchClaimed = 2003;
    public const int AttemptFinished = 2004;
    public const int LeaseLost = 2005;
    public const int ClaimFailed = 2006;
    public const int RecordFailed = 2007;
    public const int HeartbeatFailed = 2008;
    public const int LeasesReleased = 2009;
    public const int ListenFailed = 2010;
    public const int AttemptBroken = 2012;
    public const int LoopbackAllowed = 2013;
    public const int RecordRefused = 2014;
    public const int DatabaseMissing = 2015;
    public const int StoppedEarly = 2016;
    public const int ReleaseFailed = 2017;
    public const int EngineFailed = 2018;
    public const int WorkerRenewed = 2019;
    public const int NotTakenOver = 2020;
    public const int LeaveFailed = 2025;
    public const int RecordPostponed = 2026;
    public const int FanOutFailed = 2027;

    public const int MailNotSent = 2030;
    public const int PasswordResetNotMade = 2031;
    public const int IdentityProviderAway = 2032;

    public const int BreakerOpened = 2021;
    public const int BreakerClosed = 2022;
    public const int ProbeFailed = 2023;
    public const int BreakersNotReviewed = 2024;

    public const int HousekeepingFailed = 3001;
    public const int PartitionsMade = 3002;
    public const int DeliveriesFinished = 3003;
    public const int StuckLeasesReleased = 3004;
    public const int HousekeepingUnknown = 3005;
    public const int PartitionsLeft = 3006;
    public const int PartitionsMissing = 3007;
    public const int PartitionsNotMade = 3008;
    public const int DayDropped = 3021;
    public const int DayStays = 3022;
    public const int OldRecordsRemoved = 3023;
    public const int DestinationWarned = 3024;
    public const int DestinationDisabled = 3025;
    public const int OperationBrokeDown = 3030;
    public const int OperationsNotWatched = 3031;
    public const int OperationsRemoved = 3032;
    public const int IdempotencyKeysRemoved = 3041;
}
